package io.github.vipps4j.benchmarks;

/** Who is compared. */
public enum Contender {
    /** This SDK. */
    SDK,
    /** What a careful developer would write on OkHttp and Jackson. */
    HAND_WRITTEN,
    /** OkHttp alone, with bytes that never change: what nobody can do without. */
    RAW;

    /** Ready for the first call; nothing is sent yet. Without lambdas, whose first use would slow down every cold start. */
    PaymentCalls connect(String server) {
        return switch (this) {
            case SDK -> new SdkCalls(server);
            case HAND_WRITTEN -> new HandWrittenCalls(server);
            case RAW -> new RawCalls(server);
        };
    }
}
