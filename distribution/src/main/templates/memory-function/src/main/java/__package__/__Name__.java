package __package__;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Stretched exponential memory.
 *
 * <pre>{@code
 * rho(s) = exp(-(s / scale)^stretch)
 * }</pre>
 */
record __Name__(double scale, double stretch) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return StrictMath.exp(-StrictMath.pow(lag / scale, stretch));
    }

    /** Slower than every exponential unless stretch is 1, and faster than every power. */
    @Override
    public Decay decay() {
        return stretch == 1 ? new Decay.Exponential(1 / scale) : new Decay.Unclaimed();
    }
}
