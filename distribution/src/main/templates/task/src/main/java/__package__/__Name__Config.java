package __package__;

import org.seqmem.api.config.AtLeast;

/**
 * Keys of the task. Defaults and the meaning of each key stand in reference.conf.
 *
 * @param sequenceLength T
 * @param lag less than T
 * @param validationSize sequences
 * @param testSize sequences
 */
public record __Name__Config(
        @AtLeast(1) int sequenceLength,
        @AtLeast(1) int lag,
        @AtLeast(1) int validationSize,
        @AtLeast(1) int testSize) {

    /** Rules across keys; the sentence is shown with the file and the line. */
    public __Name__Config {
        if (lag >= sequenceLength) {
            throw new IllegalArgumentException(
                    "lag = " + lag + " leaves no target in " + sequenceLength + " steps");
        }
    }
}
