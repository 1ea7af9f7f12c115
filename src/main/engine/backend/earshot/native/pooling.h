// The largest of each `size` steps, channel by channel, and its gradient. Steps beyond the last whole window are left out.
#ifndef EARSHOT_POOLING_H
#define EARSHOT_POOLING_H
#include "call.h"
#include "share.h"

typedef struct {
  long batch, time, channels, size, outTime;
} Pool;

static Pool poolOf(const Call *call) {
  const int32_t *n = call->numbers;
  return (Pool){n[0], n[1], n[2], n[3], n[4]};
}

// Where b beats a: larger, or not a number (which must reach the loss).
INLINE vint beats(vfloat b, vfloat a) { return (b > a) | (b != b); }

// x -> y
static void maxPoolRun(const Call *call, int thread, int threads) {
  Pool p = poolOf(call);
  long from, to;
  shareOf(p.batch * p.outTime, thread, threads, &from, &to);
  for (long row = from; row < to; row++) {
    const float *x = call->pointers[0] + (row / p.outTime * p.time + row % p.outTime * p.size) * p.channels;
    float *y = call->pointers[1] + row * p.channels;
    OVER_UNITS(p.channels, {
      vfloat best = loadPart(x + j, full, count);
      for (long k = 1; k < p.size; k++) {
        vfloat next = loadPart(x + k * p.channels + j, full, count);
        best = choose(beats(next, best), next, best);
      }
      storePart(y + j, best, full, count);
    })
  }
}

INLINE vint places(int32_t place) { return place - (vint){0}; }

static void maxPoolGradientWindow(const Pool *p, const float *x, const float *dy, float *dx) {
  OVER_UNITS(p->channels, {
    vfloat best = loadPart(x + j, full, count);
    vfloat gradient = loadPart(dy + j, full, count);
    vint at = places(0);
    for (long k = 1; k < p->size; k++) {
      vfloat next = loadPart(x + k * p->channels + j, full, count);
      vint better = beats(next, best);
      best = choose(better, next, best);
      at = (places((int32_t)k) & better) | (at & ~better);
    }
    for (long k = 0; k < p->size; k++)
      storePart(dx + k * p->channels + j, choose(at == places((int32_t)k), gradient, splat(0.f)), full, count);
  })
}

// x, dy -> dx
static void maxPoolGradientRun(const Call *call, int thread, int threads) {
  Pool p = poolOf(call);
  long from, to, used = p.outTime * p.size;
  shareOf(p.batch, thread, threads, &from, &to);
  for (long b = from; b < to; b++) {
    long first = b * p.time * p.channels;
    for (long t = 0; t < p.outTime; t++)
      maxPoolGradientWindow(&p, call->pointers[0] + first + t * p.size * p.channels,
                            call->pointers[1] + (b * p.outTime + t) * p.channels,
                            call->pointers[2] + first + t * p.size * p.channels);
    copyFloats(call->pointers[2] + first + used * p.channels, 0, (p.time - used) * p.channels);
  }
}
#endif
