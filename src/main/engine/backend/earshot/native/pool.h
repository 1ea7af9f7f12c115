// The threads of the addon: they live as long as the process, run one operation at a time and wait in between.
// A thread that has nothing to do spins for a moment (the next kernel is mostly near), then sleeps.
#ifndef EARSHOT_POOL_H
#define EARSHOT_POOL_H
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include "call.h"

#define MAX_THREADS 64
#define JOB_STEP 256u
#define SPINS_BEFORE_YIELD 4000
#define SPINS_BEFORE_SLEEP 20000

#if defined(__x86_64__) || defined(__i386__)
#define relax() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define relax() __asm__ volatile("yield")
#else
#define relax() ((void)0)
#endif

static struct {
  int started;                  // threads there are, the caller's among them
  int threads;                  // threads in use
  const Kernels *kernels;
  int op;
  const Call *call;
  pthread_mutex_t gate;         // one operation at a time: JavaScript may call from several of its own threads
  atomic_uint job;              // JOB_STEP more with every operation, the threads it uses in the low bits
  atomic_uint arrived, barrier; // sense-reversing barrier: the last to arrive opens it
  atomic_int sleeping;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
} pool = {.started = 1, .threads = 1, .gate = PTHREAD_MUTEX_INITIALIZER, .mutex = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static void waitAtBarrier(void) {
  unsigned round = atomic_load_explicit(&pool.barrier, memory_order_relaxed);
  if (atomic_fetch_add(&pool.arrived, 1) + 1 == (unsigned)pool.threads) {
    atomic_store(&pool.arrived, 0);
    atomic_fetch_add(&pool.barrier, 1);
    return;
  }
  for (int spins = 0; atomic_load_explicit(&pool.barrier, memory_order_acquire) == round; spins++) {
    if (spins < SPINS_BEFORE_YIELD) relax();
    else sched_yield();
  }
}

static void runPhases(int thread) {
  int phases = pool.kernels->phases(pool.op);
  for (int phase = 0; phase < phases; phase++) {
    pool.kernels->run(pool.op, phase, pool.call, thread, pool.threads);
    if (pool.threads > 1) waitAtBarrier();
  }
}

static unsigned waitForJob(unsigned done) {
  unsigned job;
  for (int spins = 0; spins < SPINS_BEFORE_SLEEP; spins++) {
    if ((job = atomic_load_explicit(&pool.job, memory_order_acquire)) != done) return job;
    relax();
  }
  pthread_mutex_lock(&pool.mutex);
  atomic_fetch_add(&pool.sleeping, 1);
  while ((job = atomic_load(&pool.job)) == done) pthread_cond_wait(&pool.wake, &pool.mutex);
  atomic_fetch_sub(&pool.sleeping, 1);
  pthread_mutex_unlock(&pool.mutex);
  return job;
}

// A worker that takes part in a job cannot miss its end (the barriers), so it never sees the next job's settings early.
static void *workerMain(void *argument) {
  unsigned thread = (unsigned)(uintptr_t)argument;
  for (unsigned job = 0;;) {
    job = waitForJob(job);
    if (thread < job % JOB_STEP) runPhases((int)thread);
  }
  return 0;
}

// Sets how many threads operations use, starting workers where there are too few; the caller is thread 0.
// Returns how many there are in use. Call with the gate held.
static int useThreads(int threads) {
  if (threads < 1) threads = 1;
  if (threads > MAX_THREADS) threads = MAX_THREADS;
  for (; pool.started < threads; pool.started++) {
    pthread_t handle;
    if (pthread_create(&handle, 0, workerMain, (void *)(uintptr_t)pool.started)) break;
    pthread_detach(handle);
  }
  return pool.threads = threads < pool.started ? threads : pool.started;
}

static void runOnPool(int op, const Call *call) {
  pthread_mutex_lock(&pool.gate);
  pool.op = op;
  pool.call = call;
  if (pool.threads > 1) {
    unsigned job = atomic_load(&pool.job);
    atomic_store(&pool.job, job - job % JOB_STEP + JOB_STEP + (unsigned)pool.threads);
    if (atomic_load(&pool.sleeping)) {
      pthread_mutex_lock(&pool.mutex);
      pthread_cond_broadcast(&pool.wake);
      pthread_mutex_unlock(&pool.mutex);
    }
  }
  runPhases(0);
  pthread_mutex_unlock(&pool.gate);
}
#endif
