// Softmax and cross-entropy of rows of logits against one label each, with the gradient of every row's loss.
#ifndef EARSHOT_CROSS_ENTROPY_H
#define EARSHOT_CROSS_ENTROPY_H
#include "call.h"
#include "share.h"

INLINE float largestOf(const float *values, long length) {
  float largest = values[0];
  for (long i = 1; i < length; i++)
    if (values[i] > largest || values[i] != values[i]) largest = values[i];
  return largest;
}

// numbers: rows, columns; logits, labels (whole numbers) -> sums of exp(logit - largest), the label's logit - largest,
// probabilities - one at the label. A loss is log(sum) - that logit: the logarithm is the caller's.
static void crossEntropyRun(const Call *call, int thread, int threads) {
  long from, to, columns = call->numbers[1];
  shareOf(call->numbers[0], thread, threads, &from, &to);
  for (long row = from; row < to; row++) {
    const float *logits = call->pointers[0] + row * columns;
    float *gradient = call->pointers[4] + row * columns;
    long label = (long)call->pointers[1][row];
    vfloat largest = splat(largestOf(logits, columns)), sums = splat(0.f);
    float sum = 0;
    OVER_UNITS(columns, {
      vfloat shifted = loadPart(logits + j, full, count) - largest;
      vfloat value = expVector(clampVector(shifted, 87.f)) + notFinite(shifted);
      storePart(gradient + j, value, full, count);
      if (full) sums += value;
      else for (long i = 0; i < count; i++) sum += value[i];
    })
    for (int lane = 0; lane < LANES; lane++) sum += sums[lane];
    for (long i = 0; i < columns; i++) gradient[i] /= sum;
    gradient[label] -= 1.f;
    call->pointers[2][row] = sum;
    call->pointers[3][row] = logits[label] - largest[0];
  }
}
#endif
