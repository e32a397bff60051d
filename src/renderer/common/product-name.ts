/** The program's name, which is the same in every language; what a button does is not. */
export const PRODUCT_NAME = 'Quick Restart';
