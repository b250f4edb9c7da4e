"""Whether the links of listings still lead somewhere: looked at politely, from one guarded module.

addresses.py reads an address and knows which computers may be reached; fetching.py is the only module of the
program that opens a connection to the web; judging.py follows an address and says what it found; visiting.py keeps
the pauses; recording.py keeps what was found; command.py is `flask links check`.
"""
