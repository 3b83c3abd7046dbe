// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.time.Duration;
import java.util.regex.Pattern;
import org.seqmem.api.config.AtLeast;

/**
 * Configuration of {@link LocalLauncher}.
 *
 * @param workers {@code auto} or how many trials may run at a time
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param inProcess whether trials run in the driver's own process, one after another
 * @param maxAttempts how often a trial is tried whose worker dies, without a newer checkpoint
 *     between
 * @param stallTimeout how long a worker may give no sign of life; 0 for ever
 * @param heap the Java heap of a worker, as for {@code -Xmx}
 * @param maxMemory {@code auto} or how much memory a worker may take, heap and tensors together
 */
public record LocalConfig(
        String workers,
        String device,
        boolean inProcess,
        @AtLeast(1) int maxAttempts,
        @AtLeast(0) Duration stallTimeout,
        String heap,
        String maxMemory) {

    private static final Pattern WORKERS = Pattern.compile("auto|[1-9][0-9]{0,3}");
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|gpu|gpu:[0-9]{1,3}");
    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]{0,5}[kmgKMG]");

    /**
     * @throws IllegalArgumentException if a value has none of these forms
     */
    public LocalConfig {
        require(WORKERS, "workers", workers, "auto or a number from 1 to 9999");
        require(DEVICE, "device", device, "auto, cpu, gpu or gpu:N, N counted from 0");
        require(HEAP, "heap", heap, "a number with k, m or g, such as 2g");
        if (!maxMemory.equals("auto")) {
            require(HEAP, "max-memory", maxMemory, "auto or a number with k, m or g, such as 4g");
        }
    }

    private static void require(Pattern pattern, String key, String value, String allowed) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(key + " = \"" + value + "\" must be " + allowed);
        }
    }
}
