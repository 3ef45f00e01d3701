"""Which words carry a question."""

from collections.abc import Collection, Iterable

from dwarsverband.analysis.words.common import FUNCTION_WORDS

# What stands in any question, whatever it is about.
ASKING_WORDS = frozenset(
    """
    advies denk denkt denken ervaring geeft geef geven goed help helpt helpen hoort hoor horen hulp
    ken kent kennen kennis komt kom komen krijg krijgt krijgen laat maak maakt maken merk merkt
    merken omga omgaan omgaat praat praten raad samen speelt spreekt spreken staat tips vermoed
    vermoedt vermoeden vraag vraagt vragen weet weten wilt zie ziet zien zoek zoekt zoeken
    about advice anybody anyone ask experience good help know knows look looking need someone talk
    """.split()  # noqa: SIM905 (a list of so many words reads as a text)
)
# What most work is about: whoever offers something with one of these alone knows no special thing.
ORDINARY_WORDS = frozenset(
    """
    basisschool bewoner bewoners buurt familie gemeente gezin gezinnen inwoner inwoners jeugd
    jongere jongeren kind kinderen leerling leerlingen mensen moeder moeders ouder ouders politie
    school scholen stad thuis vader vaders werk wijk zorg
    child children family neighbourhood parents people police schools youth work
    """.split()  # noqa: SIM905 (as above)
)


def missing_words(asked: Iterable[str], held: Collection[str]) -> tuple[str, ...]:
    """The words that carry a question and that nothing holds, as they were asked.

    The rarer a word, the longer it is (Zipf, G. K. (1935). The Psycho-Biology of Language): what is
    shorter than a word that something does hold carries less.
    """
    telling = [one for one in asked if one not in FUNCTION_WORDS | ASKING_WORDS]
    special = [one for one in telling if one in held and one not in ORDINARY_WORDS]
    least = max(map(len, special), default=0)
    return tuple(
        one for one in telling if one not in held and one not in ORDINARY_WORDS and len(one) > least
    )
