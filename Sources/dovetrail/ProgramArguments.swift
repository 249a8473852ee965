internal import CArguments

/// The words behind the program's name.
///
/// Swift's `CommandLine.arguments` reads /proc/self/cmdline (6.3), and is empty in a rescue chroot without /proc; there
/// a `dovetrail why ssl` would print its help and exit with 0.
enum ProgramArguments {
  static var all: [String] {
    (1..<max(1, dovetrail_argument_count())).map { unsafe String(cString: dovetrail_argument($0)) }
  }
}
