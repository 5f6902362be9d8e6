public import Dunning

/// A value for all creditors, and others for those that have their own.
public struct PerCreditor<Value: Sendable>: Sendable {
    /// For creditors without their own.
    public var common: Value
    /// Of those that have their own.
    public var own: [CreditorID: Value]

    /// The common value and the exceptions.
    public init(_ common: Value, own: [CreditorID: Value] = [:]) {
        self.common = common
        self.own = own
    }

    /// The value of one creditor.
    public subscript(_ creditor: CreditorID) -> Value { own[creditor] ?? common }
}

extension PerCreditor: Equatable where Value: Equatable {}
extension PerCreditor: Hashable where Value: Hashable {}
