// GJS and the libraries of GNOME Shell by their modules’ own names (gi://…), from @girs.
import '@girs/gjs';
import '@girs/gjs/dom';
import '@girs/gio-2.0/ambient';
import '@girs/glib-2.0/ambient';
import '@girs/clutter-16/ambient';
import '@girs/pango-1.0/ambient';
import '@girs/st-16/ambient';
