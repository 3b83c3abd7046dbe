package __package__;

import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;

/**
 * Keys of the memory function. Defaults and the meaning of each key stand in reference.conf.
 *
 * @param scale in time steps
 * @param stretch the power of the exponent
 */
public record __Name__Config(
        @GreaterThan(0) double scale, @GreaterThan(0) @AtMost(1) double stretch) {}
