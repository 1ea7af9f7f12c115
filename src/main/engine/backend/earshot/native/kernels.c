// All operations for one instruction set: compiled once for each, with LANES floats a vector, chosen at load.
#include "call.h"
#include "adam.h"
#include "conv1d.h"
#include "matmul.h"
#include "recurrent.h"
#include "recurrentGradient.h"

static Recurrent recurrentOf(const Call *call) {
  const int32_t *n = call->numbers;
  float *const *p = call->pointers;
  return (Recurrent){n[0], n[1], n[2], n[3], n[4], n[5], p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7],
                     p[8], p[9], p[10], p[11], p[12], p[13], p[14], p[15], p[16], p[17]};
}

static RecurrentGradient gradientOf(const Call *call) {
  float *const *p = call->pointers + 18;
  return (RecurrentGradient){p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11], p[12], p[13]};
}

static int phasesOf(int op) {
  switch (op) {
    case OP_RECURRENT_GRADIENT: return 3;
    case OP_ADAM: return 1;
    default: return 2;
  }
}

static void runRecurrentGradient(int phase, const Call *call, int thread, int threads) {
  Recurrent a = recurrentOf(call);
  RecurrentGradient g = gradientOf(call);
  if (phase == 0) recurrentGradientPack(&a, &g, thread, threads);
  else if (phase == 1) recurrentGradientTime(&a, &g, thread, threads);
  else recurrentGradientWeights(&a, &g, thread, threads);
}

static void runRecurrentInput(int phase, const Call *call, int thread, int threads) {
  Recurrent a = recurrentOf(call);
  RecurrentGradient g = gradientOf(call);
  if (phase == 0) recurrentInputPack(&a, &g, thread, threads);
  else recurrentInputRun(&a, &g, thread, threads);
}

static void runConv1d(int op, int phase, const Call *call, int thread, int threads) {
  Conv1d c = conv1dOf(call);
  if (op == OP_CONV1D && phase == 0) conv1dPack(&c, thread, threads);
  else if (op == OP_CONV1D) conv1dRun(&c, thread, threads);
  else if (op == OP_CONV1D_INPUT && phase == 0) conv1dInputPack(&c, thread, threads);
  else if (op == OP_CONV1D_INPUT) conv1dInputRun(&c, thread, threads);
  else if (phase == 0) conv1dPad(&c, thread, threads);
  else conv1dFilterRun(&c, thread, threads);
}

static void runPhase(int op, int phase, const Call *call, int thread, int threads) {
  if (op == OP_RECURRENT_GRADIENT) return runRecurrentGradient(phase, call, thread, threads);
  if (op == OP_RECURRENT_INPUT) return runRecurrentInput(phase, call, thread, threads);
  if (op == OP_ADAM) return adamRun(call, thread, threads);
  if (op == OP_MATMUL) {
    MatMul m = matMulOf(call);
    if (phase == 0) matMulPack(&m, thread, threads);
    else matMulRun(&m, thread, threads);
  } else if (op == OP_RECURRENT) {
    Recurrent a = recurrentOf(call);
    if (phase == 0) recurrentPack(&a, thread, threads);
    else recurrentRun(&a, thread, threads);
  } else {
    runConv1d(op, phase, call, thread, threads);
  }
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
