import type { SettingsView } from '../../contracts/app/settings-window.ts';
import { mountWindow } from '../common/mount.tsx';
import { SettingsWindow } from './settings-window.tsx';

mountWindow<SettingsView>('settings', SettingsWindow);
