// Loaded before the C library (LD_PRELOAD), this takes out of a Postfix program what makes its runs slow and different.
//
//   sleep   returns at once: a program sleeps for a second behind every refusal, so that master does not spin
//   getpid  is 1: $process_id is the only value of postconf that changes from run to run
//
// Compiled with -nostdlib: it needs no symbol, so that one file fits the C library of every Debian root.

unsigned int sleep(unsigned int seconds) {
  (void)seconds;
  return 0;
}

int getpid(void) { return 1; }
