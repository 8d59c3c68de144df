"""Who can pay whom: clearing vectors, seniority, slopes."""
