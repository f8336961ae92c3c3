"""What counts, in SQL that every figure shares: what was not left out.

`p` is a play, `c` a copy; the user is $1. A play is judged by itself: few records are left out, and those
that are in a folder left out are looked for once, not for each play.
"""

LEFT_OUT = "select subject_id from left_out where left_out.user_id = $1"
_FOLDERS = "select folder_id from left_out_folders where left_out_folders.user_id = $1"

COPY_COUNTS = f"c.id not in ({LEFT_OUT}) and coalesce(c.folder_id, -1) not in ({_FOLDERS})"
# The same where the copy itself is not at hand.
ITS_COPY_COUNTS = f"""{{copy}} not in ({LEFT_OUT}) and {{copy}} not in (
  select c.id from copies c where c.user_id = $1 and c.folder_id in ({_FOLDERS})
)"""
PLAY_COUNTS = f"p.id not in ({LEFT_OUT}) and {ITS_COPY_COUNTS.format(copy='p.copy_id')}"
