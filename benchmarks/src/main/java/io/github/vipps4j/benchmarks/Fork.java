package io.github.vipps4j.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of this module in a JVM of its own, on the class path of this one. */
final class Fork implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Fork(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static Fork of(Class<?> program, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                program.getName()));
        command.addAll(List.of(args));
        return new Fork(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The number that the program prints. */
    long number() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The program ended without a result");
        }
        return Long.parseLong(line);
    }

    /** Maven's exec:java runs this program within its own JVM, whose class path is Maven's. */
    static String classPath() {
        if (Fork.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /** Ends the program if it has not ended. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
