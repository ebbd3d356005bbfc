import * as path from 'node:path';
import * as vscode from 'vscode';
import { pointsText } from '../../exercises/index.js';
import type { FailedRule, GradedRow } from '../../protocol/command-line.js';
import type { Grading } from './grading-store.js';

/** What the grading view lists. */
export type GradingNode =
  | { kind: 'group'; label: string; icon: string; count: number; children: GradingNode[]; open: boolean }
  | { kind: 'student'; row: GradedRow }
  | { kind: 'rule'; rule: FailedRule; graded: number }
  | { kind: 'same'; task: string; students: string[] };

/** The marks of a grading: what to look at first, then all students, then what failed most often. */
export class GradingTree implements vscode.TreeDataProvider<GradingNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private grading: Grading | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  show(grading: Grading | undefined): void {
    this.grading = grading;
    this.changed.fire();
  }

  get shown(): Grading | undefined {
    return this.grading;
  }

  dispose(): void {
    this.changed.dispose();
  }

  getChildren(node?: GradingNode): GradingNode[] {
    if (!node) return this.grading ? groupsOf(this.grading) : [];
    return node.kind === 'group' ? node.children : [];
  }

  getTreeItem(node: GradingNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group':
        return groupItem(node);
      case 'student':
        return studentItem(node.row);
      case 'rule':
        return ruleItem(node.rule, node.graded);
      case 'same': {
        const item = new vscode.TreeItem(node.students.join(', '));
        item.description = node.task;
        item.iconPath = new vscode.ThemeIcon('copy');
        item.tooltip = vscode.l10n.t('The same answer: a reason to ask, not a finding.');
        return item;
      }
    }
  }
}

function groupsOf({ summary: { rows, rules, same } }: Grading): GradingNode[] {
  const students = rows.map((row): GradingNode => ({ kind: 'student', row }));
  const look = students.filter((node) => node.kind === 'student' && node.row.look);
  const graded = rows.filter((row) => row.graded).length;
  const group = (label: string, icon: string, children: GradingNode[], open: boolean): GradingNode[] =>
    children.length > 0 ? [{ kind: 'group', label, icon, count: children.length, children, open }] : [];
  return [
    ...group(vscode.l10n.t('Look at'), 'eye', look, true),
    ...group(vscode.l10n.t('Students'), 'person', students, true),
    ...group(
      vscode.l10n.t('What failed most'),
      'graph',
      rules.map((rule) => ({ kind: 'rule', rule, graded })),
      true,
    ),
    ...group(
      vscode.l10n.t('Answers that are the same'),
      'copy',
      same.map(({ task, students: names }) => ({ kind: 'same', task, students: names })),
      false,
    ),
  ];
}

function groupItem({ label, icon, count, open }: GradingNode & { kind: 'group' }): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, open ? Expanded : Collapsed);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = String(count);
  return item;
}

function studentItem(row: GradedRow): vscode.TreeItem {
  const { student, number, points, maximum, late, look, remarks, notebook } = row;
  const item = new vscode.TreeItem(student);
  item.description = [
    `${pointsText(points)}/${pointsText(maximum)}`,
    ...(late ? [vscode.l10n.t('late')] : []),
  ].join(' · ');
  item.iconPath = studentIcon(row);
  item.tooltip = [number ? `${student} (${number})` : student, ...remarks].join('\n');
  item.contextValue = notebook === undefined ? 'student' : 'gradedStudent';
  item.command = {
    command: 'epochbook.grading.openReport',
    title: vscode.l10n.t('Open Report'),
    arguments: [{ kind: 'student', row } satisfies GradingNode],
  };
  const state = look ? vscode.l10n.t('look at it') : '';
  item.accessibilityInformation = { label: [student, item.description, state].filter(Boolean).join(', ') };
  return item;
}

function studentIcon({ graded, look, points, maximum }: GradedRow): vscode.ThemeIcon {
  if (!graded) return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  if (look) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  if (points >= maximum) return new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('charts.green'));
  return new vscode.ThemeIcon(points > 0 ? 'circle-large-outline' : 'circle-slash');
}

function ruleItem({ check, words, failed, found }: FailedRule, graded: number): vscode.TreeItem {
  const item = new vscode.TreeItem(words || check);
  item.description = vscode.l10n.t('{0} of {1}', failed, graded) + (words ? ` · ${check}` : '');
  item.iconPath = new vscode.ThemeIcon('close');
  item.tooltip = [words ? `${check}: ${words}` : check, ...found].join('\n');
  return item;
}

/** The path of what belongs to a student, inside the grading's folder and nowhere else. */
export function fileOf({ out }: Grading, relative: string): string | undefined {
  const file = path.resolve(out, relative);
  return file.startsWith(path.resolve(out) + path.sep) ? file : undefined;
}
