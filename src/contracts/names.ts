/** Names on the bus; dbus/org.quickrestart1.xml is the reviewed contract, test/contract compares. */
export const BUS_NAME = 'org.quickrestart1';
export const OBJECT_PATH = '/org/quickrestart1';
export const MANAGER_INTERFACE = 'org.quickrestart1.Manager';
export const ERROR_PREFIX = 'org.quickrestart1.Error.';
