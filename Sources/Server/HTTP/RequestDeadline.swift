import NIOCore

/// Closes a connection on which no whole request came in within the time allowed.
///
/// An idle timeout alone would let a sender hold a connection for ever with a byte now and then.
final class RequestDeadline: ChannelInboundHandler, ChannelOutboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    /// How far the request on a connection has come; told from behind.
    enum Milestone: Sendable {
        /// All of it is in: take what time is needed to record it.
        case isIn
        /// The answer is on its way: the next one may come.
        case isAnswered
    }

    private let patience: TimeAmount
    private var alarm: Scheduled<Void>?

    init(patience: Duration) {
        let parts = patience.components
        self.patience = .nanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        arm(context.channel)
    }

    func handlerRemoved(context _: ChannelHandlerContext) {
        alarm?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        context.fireChannelInactive()
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let milestone = event as? Milestone else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        switch milestone {
        case .isIn: alarm?.cancel()
        case .isAnswered: arm(context.channel)
        }
        promise?.succeed()
    }

    private func arm(_ channel: any Channel) {
        alarm?.cancel()
        alarm = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    }
}
