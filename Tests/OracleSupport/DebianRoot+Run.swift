extension DebianRoot {
  /// `doveconf -n` of this release, asked about the tree at `tree`.
  ///
  /// The program sees a throw-away copy of the root: the tree's `etc/dovecot` and `etc/postfix` stand in place of the
  /// root's own, every other file of the tree is laid over it, all of it owned by root. It has its own mounts, host
  /// name, processes and network (loopback only), so nothing that it starts, writes or listens to outlives the call or
  /// meets another call. The environment is PATH and HOME alone.
  ///
  /// - Throws: where the program could not be started, or ran longer than `seconds`.
  package func run(
    _ command: [String], tree: String? = nil, input: [UInt8] = [], hostName: String = "oracle.example.com",
    seconds: Int = 180
  ) async throws -> ProgramRun {
    let isolation = [
      "unshare", "--mount", "--uts", "--ipc", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private",
    ]
    let run = try await ProgramRun.of(
      Elevation.prefix + ["timeout", "--signal=KILL", "\(seconds)"] + isolation
        + ["sh", "-c", Self.script, "sh", path, tree ?? "", hostName] + command,
      input: input)
    // timeout(1) says 137 when it had to use KILL.
    guard run.status != 137 else { throw ProgramError.tookTooLong(command, seconds: seconds) }
    return ProgramRun(status: run.status, output: run.output, errors: Elevation.withoutOwnWords(run.errors))
  }

  /// Runs as process 1 of its namespaces. The scratch layer is mounted on the root's own `mnt`, in this mount
  /// namespace only. Debian keeps parts of Postfix itself under /etc/postfix: these stay where the tree has none.
  private static let script = """
    set -eu
    root=$1 tree=$2
    hostname "$3"
    shift 3
    ip link set lo up
    mount -t tmpfs dovetrail "$root/mnt"
    mkdir "$root/mnt/upper" "$root/mnt/work" "$root/mnt/root"
    mount -t overlay dovetrail "$root/mnt/root" \\
        -o "lowerdir=$root,upperdir=$root/mnt/upper,workdir=$root/mnt/work"
    cd "$root/mnt/root"
    if [ -n "$tree" ]; then
        [ ! -e "$tree/etc/dovecot" ] || rm -rf etc/dovecot
        [ ! -e "$tree/etc/postfix" ] || rm -rf etc/postfix/main.cf etc/postfix/master.cf etc/postfix/sasl
        cp -R --preserve=mode,timestamps,links "$tree/." .
    fi
    exec chroot . /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root "$@"
    """
}
