"""Deeds by which a body elects its officers, and who holds which office."""

from elections.services import adjournments as adjournments  # so that what was left is put off
from elections.services import agendas as agendas  # so that agendas have elections
from elections.services import minutes as minutes  # so that minutes tell of elections
from elections.services import presiding as presiding  # so that the right one presides
from elections.services import voting_records as voting_records  # so that ballots are votes too
