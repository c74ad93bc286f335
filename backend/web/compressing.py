"""Pages are sent compressed, except those that hold a name.

The length of a compressed answer can tell a listener something of what is in it, if she can also put words of her own
into it. So the long pages, which hold no name until somebody asks for it, are compressed (and padded, as Django does);
forms that show what is hidden elsewhere, revealed fields and the API are not.
"""

from django.views.decorators.gzip import gzip_page

holds_no_name = gzip_page
