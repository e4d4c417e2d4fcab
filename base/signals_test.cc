#include "base/signals.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

namespace tenfold {
namespace {

using ::testing::ExitedWithCode;
using ::testing::KilledBySignal;

TEST(SignalsTest, TheFirstIsToldTheSecondEnds) {
  for (int signal : {SIGINT, SIGTERM}) {
    EXPECT_EXIT(
        {
          CatchSignals();
          if (CaughtSignal() != 0) _exit(1);
          std::raise(signal);
          _exit(CaughtSignal());
        },
        ExitedWithCode(signal), "");
    EXPECT_EXIT(
        {
          CatchSignals();
          std::raise(signal);
          std::raise(signal);
        },
        KilledBySignal(signal), "");
  }
}

void SayLeft() {
  if (write(STDERR_FILENO, "left\n", 5) < 0) _exit(1);
}

TEST(SignalsTest, WhoDoesNotEndIsEnded) {
  EXPECT_EXIT(
      {
        SignalOptions options;
        options.patience_s = 1;
        options.abandon = SayLeft;
        CatchSignals(options);
        std::raise(SIGTERM);
        for (;;) pause();
      },
      ExitedWithCode(128 + SIGTERM), "^left\n$");
}

TEST(SignalsTest, TheTerminalGoes) {
  SignalOptions options;
  options.hang_up = true;
  EXPECT_EXIT(
      {
        CatchSignals(options);
        std::raise(SIGHUP);
        _exit(CaughtSignal());
      },
      ExitedWithCode(SIGHUP), "");
  // As under nohup.
  EXPECT_EXIT(
      {
        std::signal(SIGHUP, SIG_IGN);
        CatchSignals(options);
        std::raise(SIGHUP);
        std::raise(SIGHUP);
        _exit(CaughtSignal());
      },
      ExitedWithCode(0), "");
}

TEST(SignalsTest, WhatIsHeldBackComesAfterwards) {
  EXPECT_EXIT(
      {
        CatchSignals();
        int caught_inside;
        {
          const BlockedSignals blocked;
          std::raise(SIGINT);
          caught_inside = CaughtSignal();
        }
        _exit(caught_inside == 0 && CaughtSignal() == SIGINT ? 0 : 1);
      },
      ExitedWithCode(0), "");
}

TEST(ExitCodeTest, SaysWhatIsWrong) {
  EXPECT_EQ(ExitCode(absl::OkStatus()), 0);
  EXPECT_EXIT(_exit(ExitCode(absl::CancelledError("no signal came"))), ExitedWithCode(1),
              "^error: no signal came\n$");
}

}  // namespace
}  // namespace tenfold
