package __package__;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;

/**
 * Keys of the metric. Defaults and the meaning of each key stand in reference.conf.
 *
 * @param quantile from 0 (the smallest error) to 1 (the largest)
 */
public record __Name__Config(@AtLeast(0) @AtMost(1) double quantile) {}
