// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;
import org.seqmem.api.ErrorCode;

/**
 * One thing that is wrong with a configuration.
 *
 * @param code whose mistake it is; most are the user's
 * @param origin where it stands, as {@code file:line}, {@code --set} or {@code environment}
 * @param path the full path of the key; empty for a problem of the whole file
 * @param value the value as it stands there, shortened; empty for blocks and missing keys
 * @param message what is wrong and what is allowed, in a sentence
 */
public record Problem(
        ErrorCode code, String origin, String path, Optional<String> value, String message) {

    /** A user's mistake without a value to show. */
    public Problem(String origin, String path, String message) {
        this(ErrorCode.INVALID_CONFIG, origin, path, Optional.empty(), message);
    }

    /** A user's mistake at a value, which is shown if it is short enough. */
    public static Problem at(ConfigValue value, String path, String message) {
        return new Problem(
                ErrorCode.INVALID_CONFIG, Origin.of(value), path, ShownValue.of(value), message);
    }

    /** The path, and the value if there is one to show. */
    String subject() {
        return value.map(shown -> path + " = " + shown).orElse(path);
    }
}
