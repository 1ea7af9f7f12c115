// Adam (Kingma and Ba 2015) as one pass over a variable, with tfjs' epsilon outside the root and bias-corrected moments.
#ifndef EARSHOT_ADAM_H
#define EARSHOT_ADAM_H
#include "call.h"
#include "share.h"

#if defined(__wasm__)
#define squareRoot __builtin_sqrtf
#else
#include <math.h>
#define squareRoot sqrtf
#endif

// scalars: rate, beta1, beta2, epsilon, 1 - beta1^step, 1 - beta2^step, factor on the gradient (clipping)
static void adamRun(const Call *call, int thread, int threads) {
  long from, to;
  shareOf(call->numbers[0], thread, threads, &from, &to);
  float *value = call->pointers[0], *first = call->pointers[1], *second = call->pointers[2];
  const float *gradient = call->pointers[3], *s = call->scalars;
  float rate = s[0], beta1 = s[1], beta2 = s[2], epsilon = s[3], correct1 = 1.f / s[4], correct2 = 1.f / s[5], factor = s[6];
  for (long i = from; i < to; i++) {
    float g = gradient[i] * factor;
    float m = beta1 * first[i] + (1.f - beta1) * g, v = beta2 * second[i] + (1.f - beta2) * g * g;
    first[i] = m;
    second[i] = v;
    value[i] -= rate * (m * correct1) / (squareRoot(v * correct2) + epsilon);
  }
}
#endif
