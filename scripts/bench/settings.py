"""The settings of the site, with the addresses of the bench added to it and no limit in the way."""

from config.settings import *  # noqa: F403 - all of them, with two changes

ROOT_URLCONF = "bench.urls"
API_READS = API_TOKEN_READS = (10**9, 60)
