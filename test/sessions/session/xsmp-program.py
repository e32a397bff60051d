"""xsmp-program.py refuse|agree: a program with unsaved work, by X's session protocol (libSM): asked to save itself it wants to talk to the person,
who cancels the restart, or agrees. Says on its output what it is told, and when it answered: ms since 1970."""

import ctypes
import sys
import time

SM = ctypes.CDLL("libSM.so.6")
ICE = ctypes.CDLL("libICE.so.6")
P, I = ctypes.c_void_p, ctypes.c_int
MASK = 0xF  # SaveYourself, Die, SaveComplete and ShutdownCancelled
refuses = sys.argv[1] == "refuse"

SAVE = ctypes.CFUNCTYPE(None, P, P, I, I, I, I)
PLAIN = ctypes.CFUNCTYPE(None, P, P)


class Callbacks(ctypes.Structure):
    _fields_ = [("save", SAVE), ("save_data", P), ("die", PLAIN), ("die_data", P), ("complete", PLAIN), ("complete_data", P), ("cancelled", PLAIN), ("cancelled_data", P)]


def say(*words):
    print(*words, flush=True)


@SAVE
def save(conn, _data, _kind, shutdown, interact_style, _fast):
    say("save", "shutdown" if shutdown else "checkpoint")
    if shutdown and interact_style == 2:
        SM.SmcInteractRequest(P(conn), 1, interact, None)
    else:
        SM.SmcSaveYourselfDone(P(conn), 1)


@PLAIN
def interact(conn, _data):
    say("interact", int(time.time() * 1000))
    SM.SmcInteractDone(P(conn), 1 if refuses else 0)
    SM.SmcSaveYourselfDone(P(conn), 1)


@PLAIN
def die(conn, _data):
    say("die")
    SM.SmcCloseConnection(P(conn), 0, None)
    sys.exit(0)


complete = PLAIN(lambda _conn, _data: say("complete"))
cancelled = PLAIN(lambda _conn, _data: say("cancelled"))

SM.SmcOpenConnection.restype = P
SM.SmcOpenConnection.argtypes = [ctypes.c_char_p, P, I, I, ctypes.c_ulong, ctypes.POINTER(Callbacks), ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p), I, ctypes.c_char_p]
SM.SmcInteractRequest.argtypes = [P, I, PLAIN, P]
SM.SmcGetIceConnection.restype = P
identifier, error = ctypes.c_char_p(), ctypes.create_string_buffer(256)
callbacks = Callbacks(save, None, die, None, complete, None, cancelled, None)
conn = SM.SmcOpenConnection(None, None, 1, 0, MASK, ctypes.byref(callbacks), None, ctypes.byref(identifier), 256, error)
if not conn:
    sys.exit("no session manager: %s" % error.value.decode())
say("registered", identifier.value.decode())
ice = P(SM.SmcGetIceConnection(P(conn)))
while ICE.IceProcessMessages(ice, None, None) == 0:
    pass
