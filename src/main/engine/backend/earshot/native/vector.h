// The vector type of one instruction set and the few operations on it. Everything above is plain C on it.
#ifndef EARSHOT_VECTOR_H
#define EARSHOT_VECTOR_H
#include <stddef.h>
#include <stdint.h>

#ifndef LANES
#define LANES 4
#endif

typedef float vfloat __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int32_t vint __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

#define INLINE static inline __attribute__((always_inline))

// `full` is a constant at every call: whole vectors without a branch, the ragged end of a row element by element.
INLINE vfloat splat(float value) { return value - (vfloat){}; }
INLINE vfloat load(const float *from) { return *(const vfloat *)from; }
INLINE void store(float *to, vfloat value) { *(vfloat *)to = value; }
INLINE vfloat loadPart(const float *from, const int full, long count) {
  if (full) return load(from);
  vfloat value = {0};
  for (long i = 0; i < count; i++) value[i] = from[i];
  return value;
}
INLINE void storePart(float *to, vfloat value, const int full, long count) {
  if (full) {
    store(to, value);
    return;
  }
  for (long i = 0; i < count; i++) to[i] = value[i];
}

// a * b + c: one instruction where there is one. Compilers find it by themselves but for relaxed WASM SIMD.
INLINE vfloat multiplyAdd(vfloat a, vfloat b, vfloat c) {
#if defined(__wasm_relaxed_simd__)
  typedef float lanes __attribute__((vector_size(16)));
  return (vfloat)__builtin_wasm_relaxed_madd_f32x4((lanes)a, (lanes)b, (lanes)c);
#else
  return a * b + c;
#endif
}

// exp(x) for |x| <= 87: 2^n * p(r), r = x - n ln 2 in [-ln2/2, ln2/2], p the Taylor polynomial of degree 6 (1.2e-7).
INLINE vfloat expVector(vfloat x) {
  const vfloat magic = splat(12582912.f);  // 1.5 * 2^23: adding it rounds to an integer held in the low bits
  vfloat t = x * splat(1.44269504f) + magic;
  vfloat n = t - magic;
  vfloat r = x - n * splat(0.693145752f) - n * splat(1.42860677e-6f);
  vfloat p = splat(1.f / 720);
  p = p * r + splat(1.f / 120);
  p = p * r + splat(1.f / 24);
  p = p * r + splat(1.f / 6);
  p = p * r + splat(0.5f);
  p = p * r + splat(1.f);
  p = p * r + splat(1.f);
  vint scale = ((vint)t << 23) + 0x3f800000;
  return p * (vfloat)scale;
}

INLINE vfloat clampVector(vfloat x, float limit) {
  vfloat high = splat(limit), low = splat(-limit);
  vint above = x > high, below = x < low;
  vint bits = ((vint)high & above) | ((vint)x & ~above);
  return (vfloat)(((vint)low & below) | (bits & ~below));
}
// 0 where x is a number, NaN where it is infinite or none: a state that has run away must not look like a saturated gate,
// so that the loss shows it. clampVector lets NaN through: neither comparison is true.
INLINE vfloat notFinite(vfloat x) { return x - x; }

// 1 / (1 + exp(-x)), largest relative error 2.8e-7 over [-30, 30] (recurrentViews.test.ts).
INLINE vfloat sigmoidVector(vfloat x) {
  return splat(1.f) / (splat(1.f) + expVector(-clampVector(x, 80.f))) + notFinite(x);
}

// tanh as a rational function of degrees 13 and 6 (the coefficients of Eigen's ptanh), largest relative error 3.3e-7.
INLINE vfloat tanhVector(vfloat x) {
  vfloat c = clampVector(x, 7.90531110763549805f), q = c * c;
  vfloat top = splat(-2.76076847742355e-16f);
  top = top * q + splat(2.00018790482477e-13f);
  top = top * q + splat(-8.60467152213735e-11f);
  top = top * q + splat(5.12229709037114e-8f);
  top = top * q + splat(1.48572235717979e-5f);
  top = top * q + splat(6.37261928875436e-4f);
  top = top * q + splat(4.89352455891786e-3f);
  vfloat bottom = splat(1.19825839466702e-6f);
  bottom = bottom * q + splat(1.18534705686654e-4f);
  bottom = bottom * q + splat(2.26843463243900e-3f);
  bottom = bottom * q + splat(4.89352518554385e-3f);
  return top * c / bottom + notFinite(x);
}
#endif
