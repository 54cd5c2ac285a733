package io.github.vipps4j.benchmarks;

/** What is measured: a row of the table. */
enum Measure {
    CREATE_TIME("create: µs per call", 1.10),
    CREATE_ALLOCATION("create: bytes allocated per call", 1.25),
    GET_TIME("get: µs per call", 1.10),
    GET_ALLOCATION("get: bytes allocated per call", 1.25),
    COLD_START("cold start: ms from main to the first answer", 1.15),
    COLD_PROCESS("cold start: ms from starting the process", 1.15),
    RUSH_TIME("first calls of 64 threads at once: ms from main", 0),
    RUSH_TOKENS("first calls of 64 threads at once: token requests", 0);

    final String text;
    /** The most that the SDK may take of what the hand-written calls take, or 0 if there is no such limit. */
    final double target;

    Measure(String text, double target) {
        this.text = text;
        this.target = target;
    }
}
