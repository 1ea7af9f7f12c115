// A generator's scores beside the baseline's and beside those on its training tunes: a small bar chart that is a table.
// Shorter bars are better; numbers stand beside them.

import type { GeneratorEvaluation } from '../../../shared/contract/generation';
import { formatNumber } from '../../charts/format';
import classes from './Generators.module.css';
import { evaluationRows } from './evaluationRows';
import type { EvaluationRow } from './evaluationRows';

export function EvaluationBars({ evaluation }: { readonly evaluation: GeneratorEvaluation }) {
  const rows = evaluationRows(evaluation);
  const hasFrames = evaluation.nllPerFrame !== null;
  return (
    <table className={classes.bars} aria-label="Scores; lower is better">
      <thead>
        <tr>
          <td />
          <th scope="col" title="Negative log-likelihood: nats of surprise a token. Lower is better.">
            NLL per token
          </th>
          <th scope="col" title="e to the NLL: the number of equally likely tokens it hesitates between.">
            perplexity
          </th>
          {hasFrames && (
            <th scope="col" title="The sum over the tokens of a frame, as published frame models are scored.">
              NLL per frame
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.name} row={row} hasFrames={hasFrames} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, hasFrames }: { readonly row: EvaluationRow; readonly hasFrames: boolean }) {
  return (
    <tr>
      <th scope="row" title={row.hint}>
        {row.name}
      </th>
      <td>
        <span className={classes.barCell}>
          <span className={classes.barTrack} aria-hidden>
            <span className={classes.bar} data-kind={row.kind} style={{ width: `${row.share * 100}%` }} />
          </span>
          {formatNumber(row.scores.nllPerToken)}
        </span>
      </td>
      <td>{formatNumber(row.scores.perplexity)}</td>
      {hasFrames && <td>{formatNumber(row.scores.nllPerFrame)}</td>}
    </tr>
  );
}
