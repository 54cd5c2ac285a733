package io.github.vipps4j.benchmarks;

/** A program that makes one call in a fresh JVM, and prints how many nanoseconds after its start it had the answer. */
final class ColdStart {
    private ColdStart() {}

    /** @param args the contender and where the server is */
    public static void main(String[] args) {
        long start = System.nanoTime();
        Contender.valueOf(args[0]).connect(args[1]).create("acme-shop-123-order123abc");
        System.out.println(System.nanoTime() - start);
    }
}
