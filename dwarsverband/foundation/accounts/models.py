"""Who takes part: users, partnerships, domains, themes, organisations, memberships."""

from datetime import timedelta
from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.database.models import Closed


class Users(BaseUserManager["User"]):
    """Makes users; what sign-in asks of Django."""

    def create_user(self, email: str, password: str | None = None, language: str = "nl") -> "User":
        """A user who can sign in."""
        user = self.model(email=self.normalize_email(email).lower(), language=language)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who signs in: an e-mail address and a password. The name belongs to a membership."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Partnership(models.Model):
    """A home of one network; none sees into another (samenwerkingsverband)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120)
    is_national = models.BooleanField(default=False)


class Shape(models.TextChoices):
    """The form in which a domain is drawn, named after the domain that usually has it."""

    SOCIAL = "social", _("Circle")
    SAFETY = "safety", _("Shield")
    CARE = "care", _("Plus")
    EDUCATION = "education", _("Diamond")
    NEIGHBOURHOOD = "neighbourhood", pgettext_lazy("a shape", "House")
    ADMINISTRATION = "administration", _("Square")
    NATIONAL = "national", _("Hexagon")
    COMMUNITY = "community", _("Flower")
    PLAIN = "plain", _("Ring")


class Domain(Closed):
    """A world of work: social, safety, care, education … (an editable list)."""

    code = models.SlugField(max_length=40, db_index=False)
    name_nl = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    shape = models.CharField(max_length=20, choices=Shape.choices, default=Shape.PLAIN)
    letter_nl = models.CharField(max_length=2)
    letter_en = models.CharField(max_length=2)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="domain_code_once")
        ]

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_nl

    @property
    def letter(self) -> str:
        """The letter in the shape, in the language of the page."""
        return self.letter_en if get_language() == "en" else self.letter_nl


class Theme(Closed):
    """What the work is about: polarisation, inclusion … (an editable list)."""

    code = models.SlugField(max_length=40, db_index=False)
    name_nl = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="theme_code_once")
        ]

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_nl


class Organisation(Closed):
    """A participating organisation: the domain in which it mostly works, and how else it is written."""

    name = models.CharField(max_length=160)
    domain = models.ForeignKey(
        Domain, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False
    )
    spellings = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="organisation_name_once")
        ]
        indexes = [models.Index(fields=["partnership", "domain"], name="organisation_domain")]


class Role(models.TextChoices):
    """What a member is here for."""

    COORDINATOR = "coordinator", _("Network coordinator")
    PARTNER = "partner", _("Partner")
    ADMINISTRATOR = "administrator", pgettext_lazy("a mayor or an alderman", "Administrator")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")


class Membership(Closed):
    """A user who takes part in a partnership: with a role, from a day, until a day, in a region."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", db_index=False
    )
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, db_constraint=False, db_index=False
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    regions = ArrayField(models.CharField(max_length=10), default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "user"], name="member_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_start",
            ),
        ]


class Token(Closed):
    """With what a program acts for a member; its number is the first half of its hash."""

    class Scope(models.TextChoices):
        """Whether it only looks."""

        READ = "read", _("Read only")
        WRITE = "write", _("Read and write")

    membership = models.ForeignKey(
        Membership,
        on_delete=models.CASCADE,
        related_name="tokens",
        db_constraint=False,
        db_index=False,
    )
    name = models.CharField(max_length=80)
    hash = models.CharField(max_length=64)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    areas = ArrayField(models.CharField(max_length=40))
    made_on = models.DateField()
    ends_on = models.DateField()
    last_used_on = models.DateField(null=True, blank=True)
    secret = ""  # only of one that was just made: told once, kept nowhere

    class Meta:
        ordering = ["ends_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "hash"], name="token_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("made_on"))
                & models.Q(ends_on__lte=models.F("made_on") + timedelta(days=366)),
                name="token_ends_within_a_year",
            ),
        ]


class SignIn(models.Model):
    """A session in which a user is signed in: which kind of browser, since when; no address."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=40, blank=True)
    began_at = models.DateTimeField(default=timezone.now)


class SignInRule(Closed):
    """Whose role asks for a second factor in one partnership, besides what the installation asks."""

    roles = ArrayField(models.CharField(max_length=40), default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership"], name="sign_in_rule_once"),
        ]


class Processing(Closed):
    """Why this partnership may keep people's names: recorded before the first import."""

    controller = models.CharField(max_length=200)
    contact = models.EmailField()
    purpose = models.TextField(max_length=2000)
    legal_basis = models.CharField(max_length=200)
    months_kept = models.PositiveSmallIntegerField(default=24)
    recorded_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership"], name="processing_once"),
            models.CheckConstraint(
                condition=models.Q(months_kept__gte=1, months_kept__lte=60),
                name="processing_term_within_five_years",
            ),
        ]
