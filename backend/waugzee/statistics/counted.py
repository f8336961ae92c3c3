"""What counts, in SQL that every figure shares: what was not left out.

`p` is a play, `c` its copy, as in the queries of plays; the user is $1.
"""

_SUBJECTS = "select subject_id from left_out where left_out.user_id = $1"
_FOLDERS = "select folder_id from left_out_folders where left_out_folders.user_id = $1"

COPY_COUNTS = f"c.id not in ({_SUBJECTS}) and coalesce(c.folder_id, -1) not in ({_FOLDERS})"
PLAY_COUNTS = f"p.id not in ({_SUBJECTS}) and {COPY_COUNTS}"
