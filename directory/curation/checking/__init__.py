"""Whether listings are still right: making sure, what is due, who has what in hand, asking the groups themselves.

recording.py keeps checks and tries; due.py knows what should be looked at next; claims.py hands out a handful;
asking.py makes the links that are mailed to groups and takes their answers; reminders.py writes those mails
(`flask reminders send`); views.py is the working card, asking_views.py the page behind a mailed link.
"""
