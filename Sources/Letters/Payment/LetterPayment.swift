/// How a letter asks for money.
public enum LetterPayment: Sendable, Hashable {
    /// A box in the text, with the code for a SEPA transfer where one is possible.
    case box(PaymentBlock)
    /// A Swiss payment part with receipt at the foot of a page.
    case bill(QRBill)
}

/// A payment that has been checked, with its code where one is possible.
enum CheckedPayment {
    case box(PaymentBlock, IBAN, TransferCode?, Symbol?)
    case bill(BillData, Symbol)

    /// What the code says.
    var text: String? {
        switch self {
        case .box(_, _, let code, _): code?.payload
        case .bill(let data, _): data.payload
        }
    }

    init(_ payment: LetterPayment, on paper: Paper) throws(LetterError) {
        switch payment {
        case .box(let block): self = try Self.box(block)
        case .bill(let bill): self = try Self.bill(bill, on: paper)
        }
    }

    private static func box(_ block: PaymentBlock) throws(LetterError) -> CheckedPayment {
        do throws(PaymentFault) {
            guard let iban = IBAN(block.iban) else { throw .iban }
            guard let code = try TransferCode(block) else { return .box(block, iban, nil, nil) }
            guard let symbol = Symbol(code.payload, largestVersion: TransferCode.largestVersion) else {
                throw .payload(bytes: code.payload.utf8.count)
            }
            return .box(block, iban, code, symbol)
        } catch {
            throw .payment(error)
        }
    }

    private static func bill(_ bill: QRBill, on paper: Paper) throws(LetterError) -> CheckedPayment {
        do throws(QRBillFaults) {
            let data = try BillData(bill)
            guard paper == .a4 else { throw QRBillFaults(faults: [.paper]) }
            guard let symbol = Symbol(data.payload, largestVersion: BillData.largestVersion) else {
                throw QRBillFaults(faults: [.size(bytes: data.payload.utf8.count)])
            }
            return .bill(data, symbol)
        } catch {
            throw .bill(error.faults)
        }
    }
}
