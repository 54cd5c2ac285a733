package io.github.vipps4j.core.support;

/** What may be logged of something that others threw: not its message, in which an acquirer's library may quote the card. */
public final class Failure {
    private Failure() {}

    /** Its class and place. */
    public static String text(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + " at " + (trace.length == 0 ? "an unknown place" : trace[0]);
    }
}
