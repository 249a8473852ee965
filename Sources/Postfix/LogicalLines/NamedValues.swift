/// `lists_destination_recipient_limit` → its default: values by the name of a parameter, in the order of the names.
///
/// A dictionary hashes a slice byte by byte and safely against everybody; ten thousand `$name` would pay for it.
struct NamedValues<Value: Sendable>: Sendable {
  private(set) var names: [ArraySlice<UInt8>] = []
  private var values: [Value] = []
  private var index = KeyIndex(capacity: 32, foldsCase: false)

  var isEmpty: Bool { names.isEmpty }

  subscript(name: ArraySlice<UInt8>) -> Value? {
    index.find(name, keyOf: { names[$0] }).map { values[$0] }
  }

  /// Puts `value` under `name`, or what `merge` makes of it and the value that is there.
  mutating func add(_ value: Value, named name: ArraySlice<UInt8>, merge: (Value, Value) -> Value) {
    if let known = index.insert(names.count, key: name, keyOf: { names[$0] }) {
      values[known] = merge(values[known], value)
    } else {
      names.append(name)
      values.append(value)
    }
  }
}
