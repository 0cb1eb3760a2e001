"""Asking other servers, where somebody else has named the address."""
