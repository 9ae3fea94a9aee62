"""Tables of parties, accounts and posts."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class Account(AbstractBaseUser):
    """What signs in. Names and numbers are the party's; the account knows only a token to be found by."""

    login = models.BinaryField(unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: list[str] = []
