"""What is done to turntables, cartridges and styluses to keep them well, and when it is due."""
