package io.github.vipps4j.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The simulator as a program, for any language: {@code --port N} (8080 if not given) and {@code --production}. */
public final class Main {
    private static final int DEFAULT_PORT = 8080;

    private Main() {}

    /**
     * Starts a simulator, prints its address and the keys of its sales unit, and runs until it is stopped.
     *
     * @param arguments {@code --port} and a number, {@code --production}
     * @throws InterruptedException if the waiting is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        VippsSimulatorBuilder builder;
        try {
            builder = configured(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println("Usage: [--port N] [--production]");
            System.exit(2);
            return;
        }
        try (VippsSimulator simulator = builder.start()) {
            print(simulator, System.out);
            new CountDownLatch(1).await();
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static VippsSimulatorBuilder configured(List<String> arguments) {
        VippsSimulatorBuilder builder = VippsSimulator.builder().port(DEFAULT_PORT);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--port" -> builder.port(port(rest.hasNext() ? rest.next() : ""));
                case "--production" -> builder.production();
                default -> throw new IllegalArgumentException("Unknown argument: " + argument);
            }
        }
        return builder;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port needs a number: '" + text + "'", e);
        }
    }

    static void print(VippsSimulator simulator, PrintStream out) {
        SalesUnit unit = simulator.salesUnit();
        out.println("Simulated Vipps MobilePay: " + simulator.baseUrl());
        out.println("Merchant-Serial-Number:    " + unit.merchantSerialNumber());
        out.println("client_id:                 " + unit.clientId());
        out.println("client_secret:             " + unit.clientSecret());
        out.println("Ocp-Apim-Subscription-Key: " + unit.primarySubscriptionKey());
        out.println("                       or: " + unit.secondarySubscriptionKey());
    }
}
