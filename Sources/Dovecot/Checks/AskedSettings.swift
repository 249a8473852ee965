internal import SettingsGraph
internal import SourceText

/// What the checks of 2.4 ask of every service and listener, each looked up once: where neither has a value of its own, the
/// one outside of all blocks counts.
struct AskedSettings {
  struct Value {
    let text: ArraySlice<UInt8>
    let isWritten: Bool
  }

  struct Setting {
    let name: [UInt8]
    fileprivate let entry: CatalogueEntry?
    let outside: Value

    init(_ name: String, _ global: Block, _ state: ReadingState) {
      self.name = Array(name.utf8)
      entry = state.catalogue.entry(at: self.name)
      if case .value(let id) = global.entry(self.name) {
        outside = Value(text: state.nativeValue(of: id), isWritten: true)
      } else {
        let normal = entry?.defaultValue(knowsUnlimited: true)?.normalForm ?? []
        outside = Value(text: normal[...], isWritten: false)
      }
    }
  }

  let name: Setting
  let type: Setting
  let protocolName: Setting
  let chroot: Setting
  let dropPrivileges: Setting
  let processLimit: Setting
  let processMinAvail: Setting
  let clientLimit: Setting
  let requestCount: Setting
  let idleKillInterval: Setting
  let vszLimit: Setting
  let reusePort: Setting
  let unixPath: Setting
  let unixMode: Setting
  let fifoPath: Setting
  let fifoMode: Setting
  let port: Setting
  private(set) var generalProcessLimit: UInt64 = 0
  private(set) var generalClientLimit: UInt64 = 0
  private(set) var generalIdleKillInterval: UInt64 = 0
  private(set) var generalVszLimit: UInt64 = 0

  init(_ global: Block, _ state: ReadingState) {
    func setting(_ name: String) -> Setting { Setting(name, global, state) }
    name = setting("service_name")
    type = setting("service_type")
    protocolName = setting("service_protocol")
    chroot = setting("service_chroot")
    dropPrivileges = setting("service_drop_priv_before_exec")
    processLimit = setting("service_process_limit")
    processMinAvail = setting("service_process_min_avail")
    clientLimit = setting("service_client_limit")
    requestCount = setting("service_restart_request_count")
    idleKillInterval = setting("service_idle_kill_interval")
    vszLimit = setting("service_vsz_limit")
    reusePort = setting("service_reuse_port")
    unixPath = setting("unix_listener_path")
    unixMode = setting("unix_listener_mode")
    fifoPath = setting("fifo_listener_path")
    fifoMode = setting("fifo_listener_mode")
    port = setting("inet_listener_port")
    func general(_ name: String) -> UInt64 {
      let setting = setting(name)
      return number(setting.outside, of: setting)
    }
    generalProcessLimit = general("default_process_limit")
    generalClientLimit = general("default_client_limit")
    generalIdleKillInterval = general("default_idle_kill_interval")
    generalVszLimit = general("default_vsz_limit")
  }

  func number(_ value: Value, of setting: Setting) -> UInt64 {
    guard let entry = setting.entry else { return 0 }
    switch try? TypedValueReader(knowsUnlimited: true).value(value.text, of: entry) {
    case .number(let number), .octal(let number), .size(let number), .time(let number), .milliseconds(let number):
      return number
    case .unlimited: return .max
    default: return 0
    }
  }
}
