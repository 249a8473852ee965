internal import SourceText

/// `lists_destination_recipient_limit`: parameters that exist because a service of that name is in master.cf.
///
/// The name of the service and a suffix; the default is the value of a parameter with a fixed name.
package enum ServiceParameters {
  /// Only for transports whose command is one of these; `pipe` and `spawn` have a time limit besides.
  private static let transports = ["local", "error", "virtual", "smtp", "lmtp", "pipe"]

  private static let limits: [(suffix: String, base: String)] = [
    ("_recipient_limit", "default_recipient_limit"),
    ("_extra_recipient_limit", "default_extra_recipient_limit"),
    ("_recipient_refill_limit", "default_recipient_refill_limit"),
    ("_recipient_refill_delay", "default_recipient_refill_delay"),
    ("_delivery_slot_cost", "default_delivery_slot_cost"),
    ("_delivery_slot_loan", "default_delivery_slot_loan"),
    ("_delivery_slot_discount", "default_delivery_slot_discount"),
    ("_minimum_delivery_slots", "default_minimum_delivery_slots"),
    ("_initial_destination_concurrency", "initial_destination_concurrency"),
    ("_destination_concurrency_limit", "default_destination_concurrency_limit"),
    ("_destination_recipient_limit", "default_destination_recipient_limit"),
    ("_destination_concurrency_positive_feedback", "default_destination_concurrency_positive_feedback"),
    ("_destination_concurrency_negative_feedback", "default_destination_concurrency_negative_feedback"),
    ("_destination_concurrency_failed_cohort_limit", "default_destination_concurrency_failed_cohort_limit"),
    ("_destination_rate_delay", "default_destination_rate_delay"),
    ("_transport_rate_delay", "default_transport_rate_delay"),
  ]

  /// The parameters of one entry: name, and default with its `$`.
  package static func of(service: ArraySlice<UInt8>, command: String) -> [(name: [UInt8], defaultText: [UInt8])] {
    var rules: [(suffix: String, base: String)] = []
    if command == "pipe" || command == "spawn" { rules.append(("_time_limit", "command_time_limit")) }
    if transports.contains(command) { rules += limits }
    return rules.map { (Array(service) + Array($0.suffix.utf8), Array("$\($0.base)".utf8)) }
  }

  /// The service that a name would belong to, by its suffix: `nope` of `nope_destination_rate_delay`.
  package static func service(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let suffixes = (limits.map(\.suffix) + ["_time_limit"]).filter { suffix in
      name.count > suffix.utf8.count && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
    return suffixes.max { $0.utf8.count < $1.utf8.count }.map { name.dropLast($0.utf8.count) }
  }
}
