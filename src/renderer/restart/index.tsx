import type { RestartView } from '../../contracts/app/restart-window.ts';
import { mountWindow } from '../common/mount.tsx';
import { RestartWindow } from './restart-window.tsx';

mountWindow<RestartView>('restart', RestartWindow);
