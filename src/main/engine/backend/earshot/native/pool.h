// The threads of the addon: they live as long as the process, run one operation at a time and wait in between.
// A thread that has nothing to do spins for a moment (the next kernel is mostly near), then sleeps.
#ifndef EARSHOT_POOL_H
#define EARSHOT_POOL_H
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include "call.h"

#define MAX_THREADS 64
#define JOB_STEP 256u
#define SPINS_A_LOOK 16
#define SPIN_AT_BARRIER 100000  // nanoseconds
#define SPIN_BEFORE_SLEEP 300000

#if defined(__x86_64__) || defined(__i386__)
#define relax() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define relax() __asm__ volatile("yield")
#else
#define relax() ((void)0)
#endif

// One operation: everything its threads need. Nothing of it is the process', so callers cannot disturb each other.
typedef struct {
  const Kernels *kernels;
  int op, threads;
  const Call *call;
} Job;

static struct {
  atomic_int started;           // threads there are, the caller's among them
  const Job *current;
  pthread_mutex_t gate;         // held while an operation uses the threads: JavaScript may call from several of its own
  atomic_uint job;              // JOB_STEP more with every operation, the threads it uses in the low bits
  atomic_uint arrived, barrier; // the last to arrive at a barrier opens it
  atomic_int sleeping;          // threads that wait on `wake`
  pthread_mutex_t mutex;
  pthread_cond_t wake;
} pool = {.started = 1, .gate = PTHREAD_MUTEX_INITIALIZER, .mutex = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static int64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

// Waits until `word` is no longer `seen`: spinning for `limit` nanoseconds, then asleep, so that on a busy machine the
// thread that is waited for gets the processor. Whoever changes the word calls `wakeSleepers` afterwards.
static unsigned waitForChange(atomic_uint *word, unsigned seen, int64_t limit) {
  unsigned now;
  for (int64_t deadline = nanoseconds() + limit; nanoseconds() < deadline;) {
    for (int spins = 0; spins < SPINS_A_LOOK; spins++) {
      if ((now = atomic_load_explicit(word, memory_order_acquire)) != seen) return now;
      relax();
    }
  }
  pthread_mutex_lock(&pool.mutex);
  atomic_fetch_add(&pool.sleeping, 1);
  while ((now = atomic_load(word)) == seen) pthread_cond_wait(&pool.wake, &pool.mutex);
  atomic_fetch_sub(&pool.sleeping, 1);
  pthread_mutex_unlock(&pool.mutex);
  return now;
}

static void wakeSleepers(void) {
  if (!atomic_load(&pool.sleeping)) return;
  pthread_mutex_lock(&pool.mutex);
  pthread_cond_broadcast(&pool.wake);
  pthread_mutex_unlock(&pool.mutex);
}

static void waitAtBarrier(unsigned threads) {
  unsigned round = atomic_load_explicit(&pool.barrier, memory_order_relaxed);
  if (atomic_fetch_add(&pool.arrived, 1) + 1 < threads) {
    waitForChange(&pool.barrier, round, SPIN_AT_BARRIER);
    return;
  }
  atomic_store(&pool.arrived, 0);
  atomic_fetch_add(&pool.barrier, 1);
  wakeSleepers();
}

// `job` is a copy: once the last barrier opens, its caller may be gone.
static void runPhases(Job job, int thread) {
  int phases = job.kernels->phases(job.op);
  for (int phase = 0; phase < phases; phase++) {
    job.kernels->run(job.op, phase, job.call, thread, job.threads);
    waitAtBarrier((unsigned)job.threads);
  }
}

// A worker that takes part in a job cannot miss its end (the barriers), so `current` is its job's until it has copied it.
static void *workerMain(void *argument) {
  unsigned thread = (unsigned)(uintptr_t)argument;
  for (unsigned job = 0;;) {
    job = waitForChange(&pool.job, job, SPIN_BEFORE_SLEEP);
    if (thread < job % JOB_STEP) runPhases(*pool.current, (int)thread);
  }
  return 0;
}

// Starts workers where there are too few for `threads`, the caller being thread 0. Returns how many there can be.
static int provideThreads(int threads) {
  if (threads < 1) threads = 1;
  if (threads > MAX_THREADS) threads = MAX_THREADS;
  pthread_mutex_lock(&pool.gate);
  for (; pool.started < threads; pool.started++) {
    pthread_t handle;
    if (pthread_create(&handle, 0, workerMain, (void *)(uintptr_t)pool.started)) break;
    pthread_detach(handle);
  }
  if (threads > pool.started) threads = pool.started;
  pthread_mutex_unlock(&pool.gate);
  return threads;
}

static void post(const Job *job) {
  pool.current = job;
  unsigned last = atomic_load(&pool.job);
  atomic_store(&pool.job, last - last % JOB_STEP + JOB_STEP + (unsigned)job->threads);
  wakeSleepers();
}

// Every thread's share one after the other: the same sums in the same order, so the same bits.
static void runAlone(const Job *job) {
  int phases = job->kernels->phases(job->op);
  for (int phase = 0; phase < phases; phase++)
    for (int thread = 0; thread < job->threads; thread++)
      job->kernels->run(job->op, phase, job->call, thread, job->threads);
}

// Runs an operation to its end. While another caller's has the threads, this one does not wait for them: live
// recognition beside a training run would stand still otherwise.
static void runOnPool(const Job *job) {
  if (job->threads == 1 || pthread_mutex_trylock(&pool.gate)) {
    runAlone(job);
    return;
  }
  post(job);
  runPhases(*job, 0);
  pthread_mutex_unlock(&pool.gate);
}
#endif
