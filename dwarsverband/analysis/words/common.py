"""Words that tell nothing about what a text is about."""

FUNCTION_WORDS = frozenset(
    """
    aan al alle als altijd ben bent bij binnen daar dan dat de den deze die dit doe doen doet door
    dus echt een en er ga gaan geen geldt graag haar had heb hebben heeft hem hen het hier hoe hun
    iemand iets ik in is ja jaar je jij jouw kan kun kunnen kunt maar mag me mee meer met mij mijn
    moet moeten mogen na naar niet nog nu of om ons onze ook op over per te ten ter toch toe tot
    tussen uit uw van vanaf via vind voor waar waarom wanneer want waren was wat we weer wel welk
    welke werd wie wij wil word worden wordt zal ze zelf zich zij zijn zo zou
    a an and are as at be by can do does for from has have how i in is it of on or our that the
    their they this to was we what when where which who why with you your
    """.split()  # noqa: SIM905 (a list of so many words reads as a text)
)
