"""A PackageKit for tests, written from its introspection data (org.freedesktop.PackageKit.xml and .Transaction.xml, version 1.2).

    mock-packagekit.py NAME

NAME is org.freedesktop.PackageKit, or org.freedesktop.packagekit1 for the development branch of version 2. It is told what to do
line by line on its standard input, and answers each line on its standard output:
    begin          a transaction starts; its object is /N_mock
    restart T ID   the transaction sends RequireRestart(T, ID)
    schedule       the daemon sends RestartSchedule: it was replaced itself
    finish         the transaction sends Finished, and is no more
    die            ends at once, as after a crash
"""

import os
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = sys.argv[1]
PATH = '/' + NAME.replace('.', '/')
TRANSACTION = NAME + '.Transaction'
EXIT_SUCCESS = 1


class Daemon(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(dbus.service.BusName(NAME, bus, do_not_queue=True), PATH)
        self.transactions = []

    @dbus.service.method(NAME, out_signature='ao')
    def GetTransactionList(self):
        return dbus.Array(self.transactions, signature='o')

    @dbus.service.signal(NAME, signature='as')
    def TransactionListChanged(self, transactions):
        pass

    @dbus.service.signal(NAME)
    def RestartSchedule(self):
        pass

    def changed(self):
        self.TransactionListChanged(dbus.Array(self.transactions, signature='s'))


class Transaction(dbus.service.Object):
    @dbus.service.signal(TRANSACTION, signature='us')
    def RequireRestart(self, kind, package_id):
        pass

    @dbus.service.signal(TRANSACTION, signature='uu')
    def Finished(self, exit_code, runtime_ms):
        pass


class Script:
    def __init__(self, bus):
        self.bus = bus
        self.daemon = Daemon(bus)
        self.transaction = None
        self.count = 0

    def obey(self, word, *rest):
        if word == 'begin':
            self.count += 1
            path = f'/{self.count}_mock'
            self.transaction = Transaction(self.bus, path)
            self.daemon.transactions.append(path)
            self.daemon.changed()
        elif word == 'restart':
            self.transaction.RequireRestart(dbus.UInt32(int(rest[0])), ' '.join(rest[1:]))
        elif word == 'schedule':
            self.daemon.RestartSchedule()
        elif word == 'finish':
            self.transaction.Finished(dbus.UInt32(EXIT_SUCCESS), dbus.UInt32(7))
            self.transaction.remove_from_connection()
            self.daemon.transactions.pop()
            self.daemon.changed()
        elif word == 'die':
            os._exit(9)
        print(f'done {word}', flush=True)


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
script = Script(dbus.SystemBus())
loop = GLib.MainLoop()


def readable(channel, _condition):
    line = channel.readline()
    if line == '':
        loop.quit()
        return False
    script.obey(*line.split())
    return True


GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, readable)
print('ready', flush=True)
loop.run()
