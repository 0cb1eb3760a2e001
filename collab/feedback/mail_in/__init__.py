"""Mail to the city becomes a case, or goes on with one."""
