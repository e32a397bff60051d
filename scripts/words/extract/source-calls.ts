import ts from 'typescript';
import type { Found, Message, Problem } from '../message.ts';

/** How many texts each function takes, and what they make. */
export type TextFunctions = Readonly<Record<string, { readonly texts: number; readonly read: (texts: readonly string[]) => Pick<Message, 'context' | 'text' | 'plural'> }>>;

/** Those of sentences (src/core/sentence.ts). */
export const SENTENCE_FUNCTIONS: TextFunctions = {
  say: { texts: 1, read: ([text = '']) => ({ context: '', text, plural: null }) },
  remark: { texts: 1, read: ([text = '']) => ({ context: '', text, plural: null }) },
  sayCount: { texts: 2, read: ([text = '', plural = '']) => ({ context: '', text, plural }) },
};

/** Those of the translator (src/words/translator.ts), and of sentences. */
export const APP_FUNCTIONS: TextFunctions = {
  ...SENTENCE_FUNCTIONS,
  t: { texts: 1, read: ([text = '']) => ({ context: '', text, plural: null }) },
  n: { texts: 2, read: ([text = '', plural = '']) => ({ context: '', text, plural }) },
  c: { texts: 2, read: ([context = '', text = '']) => ({ context, text, plural: null }) },
};

/** `// TRANSLATORS: …` or `/* TRANSLATORS: … *\/`, up to the end of the comment. */
const COMMENT = /\/\/ *TRANSLATORS: *(.*)|\/\* *TRANSLATORS: *([^]*?) *\*\//g;

/**
 * The texts in calls of `functions` in one .ts or .tsx file, as names or as members (`words.t`). In the layers that are read, these names
 * belong to them: a call with anything but literals is a problem. A comment for translators stands on the call's line or right above it.
 */
export function readSourceCalls(file: string, code: string, functions: TextFunctions = APP_FUNCTIONS): Found {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const comments = readComments(source);
  const messages: Message[] = [];
  const problems: Problem[] = [];
  const visit = (node: ts.Node): void => {
    const called = ts.isCallExpression(node) ? functionOf(node, functions) : undefined;
    if (called !== undefined && ts.isCallExpression(node)) {
      const texts = node.arguments.slice(0, called.texts).map(literal);
      if (texts.length === called.texts && texts.every((text) => text !== null && text !== '')) {
        messages.push({ ...called.read(texts.filter((text) => text !== null)), comments: commentsOf(node, source, comments), files: [file] });
      } else {
        problems.push(`${file}:${String(lineOf(node, source) + 1)}: write the texts of ${calledName(node)}() as literals, here: ${node.getText(source).slice(0, 60)}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { messages, problems };
}

function functionOf(call: ts.CallExpression, functions: TextFunctions): TextFunctions[string] | undefined {
  const name = calledName(call);
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

function calledName({ expression }: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : ts.isIdentifier(expression) ? expression.text : '';
}

function literal(node: ts.Expression): string | null {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? node.text : null;
}

function lineOf(node: ts.Node, source: ts.SourceFile): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line;
}

interface Comment {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly text: string;
}

function readComments(source: ts.SourceFile): readonly Comment[] {
  return [...source.text.matchAll(COMMENT)].map((match) => ({
    firstLine: source.getLineAndCharacterOfPosition(match.index).line,
    lastLine: source.getLineAndCharacterOfPosition(match.index + match[0].length).line,
    text: (match[1] ?? match[2] ?? '').replace(/\s*\n\s*\*?\s*/g, ' ').trim(),
  }));
}

/** Those on the call's line, and those on the lines right above. */
function commentsOf(node: ts.Node, source: ts.SourceFile, comments: readonly Comment[]): readonly string[] {
  const line = lineOf(node, source);
  const found: string[] = [];
  let above = line;
  for (const comment of comments.toReversed()) {
    if (comment.firstLine > line) continue;
    if (comment.lastLine !== line && comment.lastLine !== above - 1) continue;
    found.unshift(comment.text);
    above = comment.firstLine;
  }
  return found;
}
