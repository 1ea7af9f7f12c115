// All operations for one instruction set: compiled once for each, with LANES floats a vector, chosen at load.
#include "call.h"
#include "adam.h"
#include "batchNorm.h"
#include "conv1d.h"
#include "crossEntropy.h"
#include "dropout.h"
#include "elementwise.h"
#include "gather.h"
#include "matmul.h"
#include "pooling.h"
#include "recurrent.h"
#include "recurrentGradient.h"

typedef void Phase(const Call *call, int thread, int threads);

// A phase that works on the arguments of one operation, taken from the call.
#define PHASE(name, Arguments, argumentsOf)                             \
  static void name##Phase(const Call *call, int thread, int threads) { \
    Arguments arguments = argumentsOf(call);                            \
    name(&arguments, thread, threads);                                  \
  }
PHASE(matMulPack, MatMul, matMulOf)
PHASE(matMulRun, MatMul, matMulOf)
PHASE(conv1dPack, Conv1d, conv1dOf)
PHASE(conv1dRun, Conv1d, conv1dOf)
PHASE(conv1dInputPack, Conv1d, conv1dOf)
PHASE(conv1dInputRun, Conv1d, conv1dOf)
PHASE(conv1dPad, Conv1d, conv1dOf)
PHASE(conv1dFilterRun, Conv1d, conv1dOf)

// numbers: cell, batch, time, inputs, units, reverse, inTime, yStride, directions. The second direction goes the other
// way; its pointers follow those of the first.
#define DIRECTION_POINTERS 32
#define FORWARD_POINTERS 18

static Recurrent recurrentOf(const Call *call, int direction, int part, int parts) {
  const int32_t *n = call->numbers;
  float *const *p = call->pointers + direction * DIRECTION_POINTERS;
  return (Recurrent){n[0], n[1], n[2], n[3], n[4], n[5] ^ direction, n[6], n[7], part, parts,
                     p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8],
                     p[9], p[10], p[11], p[12], p[13], p[14], p[15], p[16], p[17]};
}

static RecurrentGradient gradientOf(const Call *call, int direction) {
  float *const *p = call->pointers + direction * DIRECTION_POINTERS + FORWARD_POINTERS;
  return (RecurrentGradient){p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], p[12], p[13]};
}

typedef void DirectionPhase(const Recurrent *a, const RecurrentGradient *g);

// With an even number of threads each direction has half of them, else all threads do one after the other.
static int partsOf(const Call *call, int threads) {
  return call->numbers[8] == 2 && threads % 2 == 0 ? threads / 2 : threads;
}

static void overDirections(const Call *call, int thread, int threads, DirectionPhase *phase) {
  int directions = call->numbers[8], parts = partsOf(call, threads), apart = parts < threads;
  for (int direction = 0; direction < directions; direction++) {
    if (apart && thread / parts != direction) continue;
    Recurrent a = recurrentOf(call, direction, thread % parts, parts);
    RecurrentGradient g = gradientOf(call, direction);
    phase(&a, &g);
  }
}

static void packForward(const Recurrent *a, const RecurrentGradient *g) { (void)g, recurrentPack(a); }
static void runForward(const Recurrent *a, const RecurrentGradient *g) { (void)g, recurrentRun(a); }

#define DIRECTION_PHASE(name, phase)                             \
  static void name(const Call *call, int thread, int threads) { \
    overDirections(call, thread, threads, phase);                \
  }
DIRECTION_PHASE(recurrentPackPhase, packForward)
DIRECTION_PHASE(recurrentRunPhase, runForward)
DIRECTION_PHASE(gradientPackPhase, recurrentGradientPack)
DIRECTION_PHASE(gradientTimePhase, recurrentGradientTime)
DIRECTION_PHASE(gradientWeightsPhase, recurrentGradientWeights)
DIRECTION_PHASE(inputPackPhase, recurrentInputPack)

// Both directions add to the same dx, so every thread does its rows of both.
static void inputRunPhase(const Call *call, int thread, int threads) {
  long from, to;
  shareOf(call->numbers[1], thread, threads, &from, &to);
  for (int direction = 0; direction < call->numbers[8]; direction++) {
    Recurrent a = recurrentOf(call, direction, 0, partsOf(call, threads));
    RecurrentGradient g = gradientOf(call, direction);
    recurrentInputRun(&a, &g, from, to, direction);
  }
}

#define MAX_PHASES 3
static Phase *const table[OP_COUNT][MAX_PHASES] = {
    [OP_MATMUL] = {matMulPackPhase, matMulRunPhase},
    [OP_CONV1D] = {conv1dPackPhase, conv1dRunPhase},
    [OP_CONV1D_INPUT] = {conv1dInputPackPhase, conv1dInputRunPhase},
    [OP_CONV1D_FILTER] = {conv1dPadPhase, conv1dFilterRunPhase},
    [OP_RECURRENT] = {recurrentPackPhase, recurrentRunPhase},
    [OP_RECURRENT_GRADIENT] = {gradientPackPhase, gradientTimePhase, gradientWeightsPhase},
    [OP_RECURRENT_INPUT] = {inputPackPhase, inputRunPhase},
    [OP_ADAM] = {adamRun},
    [OP_ELEMENTWISE] = {elementwiseRun},
    [OP_RELU_GRADIENT] = {reluGradientRun},
    [OP_REDUCE] = {reduceRun},
    [OP_SQUARED_NORM] = {squaredNormRun},
    [OP_MAX_POOL] = {maxPoolRun},
    [OP_MAX_POOL_GRADIENT] = {maxPoolGradientRun},
    [OP_DROPOUT] = {dropoutRun},
    [OP_CROSS_ENTROPY] = {crossEntropyRun},
    [OP_GATHER] = {gatherRun},
    [OP_SEGMENT_SUM] = {segmentSumRun},
    [OP_BATCH_NORM] = {batchNormRun},
    [OP_BATCH_NORM_GRADIENT] = {batchNormGradientRun},
};

static int phasesOf(int op) {
  int phases = 0;
  while (phases < MAX_PHASES && table[op][phases]) phases++;
  return phases;
}

static void runPhase(int op, int phase, const Call *call, int thread, int threads) {
  table[op][phase](call, thread, threads);
}

#if defined(__wasm__)
__attribute__((export_name("phases"))) int phases(int op) { return phasesOf(op); }
__attribute__((export_name("panel"))) int panel(void) { return PANEL; }
__attribute__((export_name("lanes"))) int lanes(void) { return LANES; }
__attribute__((export_name("run"))) void run(int op, int phase, const Call *call, int thread, int threads) {
  runPhase(op, phase, call, thread, threads);
}
#else
const Kernels KERNELS = {phasesOf, runPhase, LANES, PANEL};
#endif
