package io.github.vipps4j.core.call;

import okhttp3.Headers;

/** The headers that are the same on every request. */
final class CommonHeaders {
    private CommonHeaders() {}

    static Headers of(Settings.SystemHeaders system) {
        return new Headers.Builder()
                .add("Accept", "application/json")
                .add(
                        "User-Agent",
                        "vipps4j/" + Settings.sdkVersion() + " Java/"
                                + Runtime.version().feature())
                .add("Vipps-System-Name", system.name())
                .add("Vipps-System-Version", system.version())
                .add("Vipps-System-Plugin-Name", system.pluginName())
                .add("Vipps-System-Plugin-Version", system.pluginVersion())
                .build();
    }
}
