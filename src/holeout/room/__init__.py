"""The room: the process beside the presenter through which terminals, phones and the board follow and suggest.

`client`, `runtime` and `join` are for terminals and import neither the web server nor the database.
"""
